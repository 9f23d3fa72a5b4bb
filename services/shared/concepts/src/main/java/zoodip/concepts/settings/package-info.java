/** What the settings of a training mean to those who train it or derive it again. */
package zoodip.concepts.settings;
