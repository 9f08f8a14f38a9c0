"""`make bench`: measure, and end in one table."""

from __future__ import annotations

import sys

from bench import place


def main() -> None:
    """Settle in a house of its own, measure everything (or what is named: P1 P4 P5 P6 P9 S4), print the table."""
    place.settle()
    from hamtaraz.config.cluster import Cluster

    wanted = set(sys.argv[1:]) or {"P1", "P4", "P5", "P6", "P9", "S4"}
    cluster = Cluster(place.HOME).start()
    try:
        cluster.ensure_database()
        import django

        django.setup()
        place.furnish()
        from bench.directives import forty_thousand_bodies
        from bench.measuring import Row, table
        from bench.national import one_province, whole_country
        from bench.pages import key_pages
        from bench.posting import forty_thousand_shares, one_through_a_page
        from bench.sharing_many import ten_million_rows
        from bench.studio import moving_a_weight

        rows: list[Row] = []
        if "P4" in wanted:
            print("P4 …", flush=True)
            rows.append(forty_thousand_bodies())
            rows += moving_a_weight()
        if "P5" in wanted:
            print("P5 …", flush=True)
            rows.append(forty_thousand_shares(cluster))
        if "P6" in wanted:
            print("P6 …", flush=True)
            rows.append(ten_million_rows())
        if "S4" in wanted:
            print("S4 …", flush=True)
            rows += [*whole_country(), *one_province()]
        if wanted & {"P1", "P9"}:
            with place.served() as port:
                if "P1" in wanted:
                    print("P1 …", flush=True)
                    rows.insert(0, one_through_a_page(port, cluster))
                if "P9" in wanted:
                    print("P9 …", flush=True)
                    rows += key_pages(port)
        print(f"\nMedians of five rounds in turn after one uncounted (least–greatest).\n\n{table(rows)}")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
