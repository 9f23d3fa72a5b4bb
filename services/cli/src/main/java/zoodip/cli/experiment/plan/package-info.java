/** Plans of experiments: what a plan's file says, the photos it names, its cells' settings. */
package zoodip.cli.experiment.plan;
