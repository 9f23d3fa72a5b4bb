/**
 * Checkpoints of Stable Diffusion in one file, as the original programs (CompVis, Stability AI)
 * write them, turned into folders of diffusers. Written by hand because the conversion that
 * diffusers has (from_single_file) is Python.
 */
package zoodip.singlefile;
