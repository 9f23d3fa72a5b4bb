/** Learned token embeddings, and the forms in which programs keep them in safetensors files. */
package zoodip.safetensors.embeddings;
