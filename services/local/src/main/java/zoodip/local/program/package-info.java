/** Programs that use the services of their own process, as any client would. */
package zoodip.local.program;
