"""The application answers a browser, and what it answers keeps to the policy."""

import urllib.request

import pytest


@pytest.mark.slow
def test_a_served_page_forbids_scripts_and_styles_of_others(site):
    with urllib.request.urlopen(f"{site.url}/sign-in/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
