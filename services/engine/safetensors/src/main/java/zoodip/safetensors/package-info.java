/** Safetensors files: reading, checking and writing them. */
package zoodip.safetensors;
