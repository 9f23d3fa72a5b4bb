/**
 * Figures of reports: line plots, bar charts and contact sheets. Drawn without AWT, which fails at
 * the first letter where a server has no fonts.
 */
package zoodip.images.figures;
