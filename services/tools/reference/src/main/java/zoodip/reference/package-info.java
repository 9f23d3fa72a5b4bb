/** Compares the engine, entry by entry, with tensors that the reference implementations gave. */
package zoodip.reference;
