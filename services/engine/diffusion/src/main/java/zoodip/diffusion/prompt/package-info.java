/** Prompts with placeholders of concepts, and their token ids. */
package zoodip.diffusion.prompt;
