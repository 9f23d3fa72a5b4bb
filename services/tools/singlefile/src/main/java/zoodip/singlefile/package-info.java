/**
 * Checkpoints of Stable Diffusion in one file, as the original programs (CompVis, Stability AI)
 * write them, turned into folders of diffusers.
 */
package zoodip.singlefile;
