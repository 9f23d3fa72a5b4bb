package zoodip.gateway.subjects;

import java.util.List;
import zoodip.gateway.text.Lines;
import zoodip.v1.LearnableProperty;

/** The neutral captions that a photo without one of its own takes turns with; {} is the concept. */
final class Captions {
  private static final List<String> OF_OBJECTS = Lines.of(Captions.class, "object-captions.txt");
  private static final List<String> OF_STYLES = Lines.of(Captions.class, "style-captions.txt");

  private Captions() {}

  static List<String> neutral(LearnableProperty property) {
    return property == LearnableProperty.LEARNABLE_PROPERTY_STYLE ? OF_STYLES : OF_OBJECTS;
  }
}
