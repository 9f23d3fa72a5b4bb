package zoodip.provenance.xmp;

/** What an image was made by, in terms of IPTC's vocabulary of digital source types. */
public enum DigitalSourceType {
  /** All of it by a model that learned from examples. */
  TRAINED_ALGORITHMIC_MEDIA("trainedAlgorithmicMedia"),
  /** Parts of it, beside photos or drawings. */
  COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA("compositeWithTrainedAlgorithmicMedia");

  private static final String VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private final String term;

  DigitalSourceType(String term) {
    this.term = term;
  }

  /** The term, as files name it. */
  public String uri() {
    return VOCABULARY + term;
  }
}
