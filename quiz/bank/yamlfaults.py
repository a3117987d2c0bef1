"""What is wrong with a bank as YAML, as findings. Pure."""

from __future__ import annotations

from basis.texts import Message
from basis.yamltree import Fault, YamlFault
from quiz.bank.placing import tidied
from quiz.finding import Finding

#: What becomes of a backslash and a letter in double quotes.
_ESCAPES = {
    "t": "tab",
    "n": "newline",
    "r": "return",
    "b": "backspace",
    "f": "form_feed",
    "v": "vertical_tab",
    "a": "bell",
    "e": "escape",
}

#: What the parser says when it gives up, by what has most likely happened.
_PARSER = {
    "mapping values are not allowed": "yaml-colon",
    "that cannot start any token": "yaml-start",
    "did not find expected comment or line break": "yaml-start",
    "indentation indicator": "yaml-start",
    "did not find expected alphabetic or numeric character": "yaml-start",
    "did not find URI": "yaml-start",
    "undefined alias": "alias",
    "did not find expected key": "yaml-indent",
    "did not find expected '-' indicator": "yaml-indent",
    "could not find expected ':'": "yaml-indent",
    "unexpected end of stream": "yaml-quote",
    "did not find expected ',' or": "yaml-flow",
}


def place_fault(fault: Fault, file: str, question: str = "") -> Finding:
    """What yamltree found, as a finding."""
    rule = fault.rule.replace("_", "-")
    fields = dict(fault.fields)
    if rule == "escape-in-quotes":
        fields["becomes"] = _becomes(str(fields["found"]))
    return Finding(file, fault.line, fault.column, rule, tidied(fields), question)


def _becomes(found: str) -> Message:
    r"""What double quotes make of `\theta`: a tab, and "heta"."""
    first = Message(f"escape_{_ESCAPES.get(found[1:2], 'invisible')}")
    rest = found[2:] if found[1:2] not in ("x", "u", "U") else ""
    return Message("escape_and_rest", {"first": first, "rest": rest}) if rest else first


def place_yaml(fault: YamlFault, file: str) -> Finding:
    """A text that is no YAML, as a finding that says what has most likely happened."""
    fields = dict(fault.fields)
    line, column = fields.pop("line"), fields.pop("column")
    fields.pop("path")
    said = str(fields.get("problem", ""))
    likely = next((rule for part, rule in _PARSER.items() if part in said), "")
    return Finding(file, line, column, likely or fault.key.replace("_", "-"), tidied(fields))
