/** Repositories of models on a Hugging Face Hub, fetched over HTTPS. */
package zoodip.cli.hub;
