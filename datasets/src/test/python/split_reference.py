"""Which of the prompts "0" to "59" the rule of SplitRule keeps back for a tenth and seed 0."""

import hashlib
import struct


def asked(prompt):
    text = prompt.encode()
    return hashlib.sha256(b"Ps" + struct.pack(">I", len(text)) + text).digest()


def validates(prompt, share, seed=0):
    keyed = hashlib.sha256(struct.pack(">q", seed) + asked(prompt)).digest()
    return (struct.unpack(">Q", keyed[:8])[0] >> 11) * 2.0**-53 < share


if __name__ == "__main__":
    print([str(i) for i in range(60) if validates(str(i), 0.1)])
