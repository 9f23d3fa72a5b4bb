/**
 * The schedulers of diffusers as plans: scalar weights computed once, in double, from a
 * scheduler_config.json; whoever holds the latents applies them.
 */
package zoodip.diffusion.scheduler;
