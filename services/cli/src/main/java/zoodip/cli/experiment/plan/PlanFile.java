package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.TextFile;

/** A plan's file, in YAML: unknown keys and values of other types are refused. */
public final class PlanFile {
  private static final ObjectMapper YAML = strict();

  private PlanFile() {}

  /** Reads it as it is. */
  public static ExperimentPlan read(Path file) {
    return read(file, PlanOverrides.NONE);
  }

  /**
   * Reads it.
   *
   * @param overrides what wins over it
   * @throws UsageException if it is no plan; the message says where and why
   */
  public static ExperimentPlan read(Path file, PlanOverrides overrides) {
    String text = TextFile.read(file);
    try {
      PlanDocument document = YAML.readValue(text, PlanDocument.class);
      if (document == null) {
        throw new UsageException("it is empty");
      }
      return document.plan(file.toAbsolutePath().getParent(), overrides);
    } catch (JsonProcessingException e) {
      throw new UsageException(file + ": " + PlanErrorText.of(text, e), e);
    } catch (UsageException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private static ObjectMapper strict() {
    YAMLMapper.Builder yaml =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    yaml.withCoercionConfig(
        LogicalType.Textual,
        text ->
            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    return yaml.build();
  }
}
