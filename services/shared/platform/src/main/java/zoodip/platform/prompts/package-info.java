/** What prompts and captions may say. */
package zoodip.platform.prompts;
