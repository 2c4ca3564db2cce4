"""Parts of the frame around every page that are the same whoever looks at it: rendered once, not at each request."""

from typing import Any

from django.template import Context, Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.translation import get_language

register = Library()


class Constant(Node):
    """What it holds, once for each language and each value of what it is given.

    It lives as long as the template that it is part of, and goes with it when a template file is changed.
    """

    def __init__(self, given: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.given, self.nodelist = given, nodelist
        self.rendered: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> str:
        """Render in a context of its own, so that nothing of one person's can be shown to another."""
        values = {name: expression.resolve(context) for name, expression in self.given.items()}
        key = (get_language(), *values.values())
        if key not in self.rendered:
            self.rendered[key] = self.nodelist.render(context.new(values))
        return self.rendered[key]


@register.tag
def constant(parser: Parser, token: Token) -> Constant:
    """`{% constant view %}…{% endconstant %}`: what is between depends on the language and the variables named alone.

    Name only what has few values, such as the name of a view; the rest of the context is not known inside.
    """
    given = {name: parser.compile_filter(name) for name in token.split_contents()[1:]}
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(given, nodelist)
