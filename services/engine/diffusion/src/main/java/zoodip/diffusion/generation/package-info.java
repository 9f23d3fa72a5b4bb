/** From prompts to images. */
package zoodip.diffusion.generation;
