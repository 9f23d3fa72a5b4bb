/** What an experiment came to: tables, intervals, plots. Pure: results in, files out. */
package zoodip.cli.experiment.report;
