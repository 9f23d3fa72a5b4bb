/**
 * libtorch, called through DJL from one thread, and programs in TorchScript's text. Their archives
 * and pickles are written by hand because DJL only reads such archives, and nothing but Python's
 * torch.jit.save writes them.
 */
package zoodip.diffusion.engine;
