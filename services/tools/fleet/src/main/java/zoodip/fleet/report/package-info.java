/** What simulations came to: figures, rows and plots. */
package zoodip.fleet.report;
