/** What each training step looks at: photo, mirroring, caption, timestep and noise. */
package zoodip.trainer.sampling;
