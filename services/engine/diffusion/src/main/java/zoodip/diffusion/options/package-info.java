/** In which precision a model is held, and in which arithmetic it is computed. */
package zoodip.diffusion.options;
