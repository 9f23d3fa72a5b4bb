/**
 * Gradient-free textual inversion (Fei et al., "Gradient-Free Textual Inversion for Personalized
 * Text-to-Image Generation", 2023), to compare the other methods with: CMA-ES over the principal
 * components of a text encoder's vocabulary.
 *
 * <p>CMA-ES is written out after Hansen, "The CMA Evolution Strategy: A Tutorial" (arXiv
 * 1604.00772). The libraries that are kept, Hipparchus and Commons Math, own the loop: theirs
 * neither waits for losses nor goes on from a journal, and the linear algebra of neither promises
 * its bits. Here a run is a function of seed, first theta, basis and losses, so it resumes by
 * replay and its concepts are derived again like those of the other methods.
 */
package zoodip.zeroth.evolution;
