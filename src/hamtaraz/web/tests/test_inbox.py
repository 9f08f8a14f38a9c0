"""The inbox shows what waits for the acting mandate, and nothing of anybody else's."""

from hamtaraz.conftest import World
from hamtaraz.people.roles import Role


def test_an_empty_inbox_says_so(world: World) -> None:
    page = world.client(Role.BUDGET_DEPUTY).get("/")
    assert page.status_code == 200
    assert "کاری در انتظار شما نیست" in page.content.decode()


def test_a_stranger_is_sent_to_sign_in(world: World, client) -> None:
    assert client.get("/").status_code == 302
