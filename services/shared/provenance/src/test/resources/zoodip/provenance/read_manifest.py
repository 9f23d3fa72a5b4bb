"""Prints what c2pa-python says of a PNG file's manifest: state, codes of failures, source types, as JSON.

read_manifest.py FILE [AUTHORITY.pem]: with an authority, whether its signers are trusted is asked as well.
"""
import json
import sys

import c2pa


def context(authority):
    anchors = {"trust": {"trust_anchors": open(authority).read()}, "verify": {"verify_trust": True}}
    return c2pa.Context(settings=c2pa.Settings.from_dict(anchors))


file, *authorities = sys.argv[1:]
options = {"context": context(authorities[0])} if authorities else {}
with open(file, "rb") as stream:
    report = json.loads(c2pa.Reader("image/png", stream, **options).json())
manifest = report["manifests"][report["active_manifest"]]
actions = [a for one in manifest["assertions"] if one["label"] == "c2pa.actions.v2" for a in one["data"]["actions"]]
print(json.dumps({
    "state": report["validation_state"],
    "failures": [one["code"] for one in report["validation_results"]["activeManifest"]["failure"]],
    "sources": [action["digitalSourceType"] for action in actions],
    "generator": manifest["claim_generator_info"][0]["name"],
}))
