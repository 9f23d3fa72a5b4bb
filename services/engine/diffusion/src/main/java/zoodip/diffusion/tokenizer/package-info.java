/**
 * CLIP's byte-pair encoding in plain Java, id for id what the reference tokenizer of transformers
 * (the slow one, without ftfy) gives. The native tokenizers library is not used: its normalizers
 * differ from the reference in control characters, ideographs and final sigma.
 */
package zoodip.diffusion.tokenizer;
