/**
 * ZOODiP's optimizer (Seo et al., "Efficient Personalization of Quantized Diffusion Model without
 * Backpropagation", CVPR 2025): it asks for the losses of candidate embeddings and is told them.
 */
package zoodip.zeroth;
