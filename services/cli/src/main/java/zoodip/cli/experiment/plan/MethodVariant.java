package zoodip.cli.experiment.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.Precision;
import zoodip.v1.TrainingSettings;

/**
 * A method with settled settings.
 *
 * @param method its name in the plan
 * @param name the method's, with the values that are swept behind it
 * @param preset empty for the model's own settings
 * @param precision of the model's weights; unspecified for the model's own
 * @param settings all that the plan sets, those that are swept included
 * @param swept those that differ between the method's variants
 */
public record MethodVariant(
    String method,
    String name,
    String preset,
    Precision precision,
    Map<String, String> settings,
    Map<String, String> swept) {

  public MethodVariant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    swept = Collections.unmodifiableMap(new LinkedHashMap<>(swept));
  }

  /**
   * What a training of it is asked for.
   *
   * @throws zoodip.cli.errors.UsageException for a setting that there is not
   */
  public TrainingSettings trainingSettings() {
    return SettingOverrides.of(settings);
  }
}
