/**
 * Textual inversion as published (Gal et al., "An Image is Worth One Word", ICLR 2023), to compare
 * the other methods with: AdamW on gradients that a model gives. No zeroth-order method, but of the
 * same form: it asks, is told, and its journal brings it back.
 */
package zoodip.zeroth.descent;
