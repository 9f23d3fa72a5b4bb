/**
 * ZOODiP's zeroth-order optimizer (Seo et al., "Efficient Personalization of Quantized Diffusion
 * Model without Backpropagation", CVPR 2025): it asks for the losses of candidate embeddings and is
 * told them.
 *
 * <p>Its arithmetic is written out, not taken from a library: concepts are verified by replaying
 * their losses, so each operation keeps its order, and its bits, on every machine and for good.
 */
package zoodip.zeroth;
