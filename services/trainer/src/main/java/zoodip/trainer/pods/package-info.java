/** The Kubernetes pod that a trainer runs in, where it runs in one. */
package zoodip.trainer.pods;
