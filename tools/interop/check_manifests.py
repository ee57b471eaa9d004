"""Looks up every key of KServe manifests in the types of KServe's and Kubernetes' Python packages.

python check_manifests.py <file.yaml>...
"""

import re
import sys

import kserve.models
import kubernetes.client.models
import yaml


def type_named(name):
    return getattr(kserve.models, name, None) or getattr(kubernetes.client.models, name, None)


def check(value, kind, place, unknown):
    listed = re.fullmatch(r"list\[(.+)\]|List\[(.+)\]", kind)
    mapped = re.fullmatch(r"dict\(str, (.+)\)|dict\[str, (.+)\]|Dict\[str, (.+)\]", kind)
    if listed:
        for index, item in enumerate(value):
            check(item, listed[1] or listed[2], f"{place}[{index}]", unknown)
    elif mapped:
        for key, item in value.items():
            check(item, mapped[1] or mapped[2] or mapped[3], f"{place}.{key}", unknown)
    elif (found := type_named(kind)) is not None and isinstance(value, dict):
        names = {key: name for name, key in found.attribute_map.items()}
        for key, item in value.items():
            if key not in names:
                unknown.append(f"{place}.{key}: not in {kind}")
            else:
                check(item, found.openapi_types[names[key]], f"{place}.{key}", unknown)
    else:
        scalars = {"str": str, "int": int, "bool": bool}
        if kind in scalars and not isinstance(value, scalars[kind]):
            unknown.append(f"{place}: not a {kind}")


problems = []
for path in sys.argv[1:]:
    with open(path) as file:
        for document in yaml.safe_load_all(file):
            kinds = {"InferenceService": "V1beta1InferenceService", "PersistentVolumeClaim": "V1PersistentVolumeClaim"}
            check(document, kinds[document["kind"]], path, problems)
print("\n".join(problems) or f"{len(sys.argv) - 1} files: every key is known")
sys.exit(1 if problems else 0)
