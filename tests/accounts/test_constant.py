"""What every page has alike is rendered once, and shows nobody's own."""

from django.template import Context, Template
from django.utils import translation

PAGE = Template(
    "{% load constant i18n %}{{ name }}: "
    "{% constant view %}{% get_current_language as code %}{{ code }} {{ view }} {{ name }}{% endconstant %}"
)


def shown(**values: object) -> str:
    return PAGE.render(Context(values))


def test_what_is_constant_follows_the_language_and_what_it_is_given():
    with translation.override("en-gb"):
        assert shown(name="Ann", view="<desk>") == "Ann: en-gb &lt;desk&gt; "
        assert shown(name="Ben", view="people") == "Ben: en-gb people "
    with translation.override("en-us"):
        assert shown(name="Ann", view="<desk>") == "Ann: en-us &lt;desk&gt; "


def test_what_is_constant_is_rendered_once():
    page = Template("{% load constant %}{% constant %}{% now 'u' %}{% endconstant %}")
    assert page.render(Context()) == page.render(Context())
