/** What a training of a concept hands to the model, and how its batches are computed. */
package zoodip.diffusion.training;
