package zoodip.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How the JSON in strangers' files is read. */
public final class BoundedJson {
  private BoundedJson() {}

  /**
   * Makes parsers that refuse names which stand twice in an object, and keep none of them: they
   * would stay for as long as the process.
   *
   * @param limits of what is read
   */
  public static JsonFactory factory(StreamReadConstraints limits) {
    return JsonFactory.builder()
        .streamReadConstraints(limits)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .build();
  }
}
