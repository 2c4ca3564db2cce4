import zoneinfo

from accounts.places import countries, country_in, country_of, zone_of, zones


def test_every_zone_offered_can_be_loaded():
    assert [zone for zone in zones() if not zoneinfo.ZoneInfo(zone)] == []
    assert "UTC" in zones()
    assert len(zones()) == len(set(zones()))


def test_countries_come_in_the_order_of_their_names():
    names = [name for _, name in countries()]
    assert names == sorted(names)
    assert ("AT", "Austria") in countries()


def test_a_zone_tells_its_country():
    assert {zone: country_of(zone) for zone in ("Europe/Vienna", "America/Sao_Paulo", "UTC", "Mars/Phobos")} == {
        "Europe/Vienna": "AT",
        "America/Sao_Paulo": "BR",
        "UTC": "",
        "Mars/Phobos": "",
    }


def test_a_country_has_a_zone_to_begin_with():
    assert (zone_of("AT"), zone_of("GB"), zone_of(""), zone_of("XX")) == (
        "Europe/Vienna",
        "Europe/London",
        "UTC",
        "UTC",
    )


def test_the_first_country_of_accept_language_counts():
    assert country_in("de,de-AT;q=0.9,en-US;q=0.8") == "AT"
    assert country_in("zh-Hant-TW,en") == "TW"
    assert country_in("en") == ""
    assert country_in("") == ""
    assert country_in("-,;;q=,en-ZZ") == ""
