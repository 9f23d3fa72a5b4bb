/**
 * The schedulers of diffusers as plans: scalar weights computed once, in double, from a
 * scheduler_config.json; whoever holds the latents applies them. Written by hand because diffusers
 * is Python, and no Java library has its schedulers.
 */
package zoodip.diffusion.scheduler;
