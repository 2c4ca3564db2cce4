from docs.make_limits import PAGE, page


def test_the_page_of_limits_says_what_the_code_does():
    assert PAGE.read_text() == page()
