"""Signs a PNG file as c2pa-python does: sign_manifest.py FROM TO KEY.pem CHAIN.pem"""
import json
import sys

import c2pa

source, target, key, chain = sys.argv[1:]
signer = c2pa.Signer.from_info(
    c2pa.C2paSignerInfo(alg=b"es256", sign_cert=open(chain, "rb").read(), private_key=open(key, "rb").read(), ta_url=None)
)
manifest = {
    "claim_generator_info": [{"name": "another program", "version": "1"}],
    "assertions": [{
        "label": "c2pa.actions.v2",
        "data": {"actions": [{
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        }]},
    }],
}
with open(source, "rb") as stream, open(target, "w+b") as output:
    c2pa.Builder(json.dumps(manifest)).sign(signer, "image/png", stream, output)
