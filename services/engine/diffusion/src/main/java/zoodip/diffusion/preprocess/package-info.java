/** From images to the pixel values that CLIP and DINOv2 see. */
package zoodip.diffusion.preprocess;
