"""What PostgreSQL does for each query that runs meanwhile: EXPLAIN (ANALYZE, BUFFERS), in a few lines a query."""

import json
import re
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

FEW = 100  # rows of a table that may be read from end to end


@dataclass
class Plan:
    """What PostgreSQL did for the queries of one shape."""

    queries: int = 0
    ms: list[float] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    scans: set[str] = field(default_factory=set)


class Plans:
    """Runs EXPLAIN (ANALYZE, BUFFERS) on each query just before it runs, and takes back what that changed."""

    def __init__(self) -> None:
        self.found: dict[str, Plan] = defaultdict(Plan)
        self._is_asking = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self._is_asking and sql.startswith(("SELECT", "UPDATE", "INSERT", "DELETE")):
            self._is_asking = True
            try:
                self._ask(sql, params)
            finally:
                self._is_asking = False
        return execute(sql, params, many, context)

    def _ask(self, sql: str, params: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            (answer,) = cursor.fetchone()
            transaction.set_rollback(True)
        (told,) = json.loads(answer) if isinstance(answer, str) else answer
        plan = self.found[_shape(sql)]
        plan.queries += 1
        plan.ms.append(told["Planning Time"] + told["Execution Time"])
        plan.pages.append(told["Plan"].get("Shared Hit Blocks", 0) + told["Plan"].get("Shared Read Blocks", 0))
        plan.scans |= _scans(told["Plan"])

    def report(self) -> None:
        """Print what each shape of query cost and which indexes it used."""
        for shape, plan in self.found.items():
            print(
                f"\n{shape}\n    {plan.queries} ×, {statistics.median(plan.ms):.2f} ms, at most {max(plan.pages)} pages"
            )
            for scan in sorted(plan.scans):
                print(f"    {scan}")
        whole = [scan for plan in self.found.values() for scan in plan.scans if scan.startswith("Seq Scan")]
        print(f"\nTables read from end to end: {', '.join(sorted(set(whole))) or 'none'}")


def _shape(sql: str) -> str:
    """A query without its columns and the number of its parameters, to be read by people."""
    sql = sql.replace('"', "")
    sql = re.sub(r"^SELECT (DISTINCT )?.*? FROM", "SELECT … FROM", sql)
    sql = re.sub(r"SET .*? WHERE", "SET … WHERE", sql)
    sql = re.sub(r"\(%s(, %s)+\)", "(%s, …)", sql)
    sql = re.sub(r"(INSERT INTO \w+) .*", r"\1 …", sql)
    return sql if len(sql) < 260 else f"{sql[:257]}…"


def _scans(node: dict[str, Any]) -> set[str]:
    """How each table below this node of a plan was read; one that has a few rows is not worth a word."""
    found = set()
    read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    if "Scan" in node["Node Type"] and not (node["Node Type"] == "Seq Scan" and read < FEW):
        found.add(f"{node['Node Type']}: {node.get('Index Name') or node.get('Relation Name')}")
    return found.union(*(_scans(child) for child in node.get("Plans", [])))
