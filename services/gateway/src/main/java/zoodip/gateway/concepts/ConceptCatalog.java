package zoodip.gateway.concepts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.jobs.JobLog;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.NearestNames;
import zoodip.platform.names.ResourceName;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.prompts.PromptSyntax;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/** The concepts that there are, and whether a prompt can name them. */
@ApplicationScoped
public class ConceptCatalog {
  private static final String SUGGESTION = "suggestion";

  private final CompactedView<ConceptRecord> view;
  private final JobLog log;

  @Inject
  public ConceptCatalog(CompactedView<ConceptRecord> view, JobLog log) {
    this.view = view;
    this.log = log;
  }

  /**
   * The concept of that name, if there is one. One that is not known yet is looked for once more
   * with all that is decided by now: its training may have been seen to end a moment ago.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known in time
   */
  public Optional<ConceptRecord> find(ResourceName concept) {
    return view.get(concept.toString()).or(() -> log.latest(concept));
  }

  /**
   * The concept of that name.
   *
   * @throws ServiceException CONCEPT_NOT_FOUND
   */
  public ConceptRecord get(ResourceName concept) {
    return find(concept).orElseThrow(() -> missing(concept, nearest(concept)));
  }

  /**
   * The concept of that name, if it is the tenant's; whether others have it is not said.
   *
   * @throws ServiceException CONCEPT_NOT_FOUND
   */
  public ConceptRecord get(String tenant, ResourceName concept) {
    if (!concept.parent().equals(tenant)) {
      throw missing(concept, Optional.empty());
    }
    return get(concept);
  }

  private static ServiceException missing(ResourceName concept, Optional<ResourceName> nearest) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND,
        "There is no concept " + concept + hint(nearest),
        nearest.map(name -> Map.of(SUGGESTION, name.toString())).orElse(Map.of()));
  }

  /** The concept of a tenant that the import with this request id made, if it still exists. */
  Optional<ConceptRecord> importedBy(String tenant, String requestId) {
    return view.withPrefix(tenant + "/concepts/").values().stream()
        .filter(concept -> concept.getRequestId().equals(requestId))
        .findFirst();
  }

  /** A tenant's concepts. */
  public List<Concept> list(String tenant) {
    return view.withPrefix(tenant + "/concepts/").values().stream()
        .map(ConceptRecord::getConcept)
        .toList();
  }

  /**
   * Checks that every concept that a prompt names is there and was learned for the model.
   *
   * @param field the prompt's path in the request
   * @throws ServiceException UNKNOWN_CONCEPT, CONCEPT_OF_OTHER_MODEL, INVALID_REQUEST
   */
  public void requireAll(String tenant, Model model, String field, String prompt) {
    requireAllBut("", tenant, model, field, prompt);
  }

  /**
   * Checks the same of all but one concept, which need not be there yet.
   *
   * @param own how prompts name it
   * @throws ServiceException UNKNOWN_CONCEPT, CONCEPT_OF_OTHER_MODEL, INVALID_REQUEST
   */
  public void requireAllBut(String own, String tenant, Model model, String field, String prompt) {
    PromptSyntax.require(field, prompt);
    Placeholders.of(prompt)
        .filter(placeholder -> !placeholder.equals(own))
        .map(placeholder -> ResourceName.concept(tenant, Placeholders.id(placeholder)))
        .forEach(name -> requireOf(model, named(name, field).getConcept()));
  }

  /**
   * Checks that a concept was learned for a model.
   *
   * @throws ServiceException CONCEPT_OF_OTHER_MODEL
   */
  public static void requireOf(Model model, Concept concept) {
    if (!concept.getModel().equals(model.getName())) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_CONCEPT_OF_OTHER_MODEL,
          "%s was learned for %s and means nothing to %s"
              .formatted(concept.getName(), concept.getModel(), model.getName()));
    }
  }

  private ConceptRecord named(ResourceName name, String field) {
    return Optional.of(name)
        .filter(concept -> !isTooLong(concept))
        .flatMap(this::find)
        .orElseThrow(() -> unknown(name, field));
  }

  private ServiceException unknown(ResourceName name, String field) {
    Optional<ResourceName> nearest = nearest(name);
    Map<String, String> metadata = new TreeMap<>(Map.of("placeholder", displayed(name)));
    nearest.ifPresent(one -> metadata.put(SUGGESTION, one.placeholder()));
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        field,
        "No concept %s in %s%s".formatted(displayed(name), name.parent(), hint(nearest)),
        Map.copyOf(metadata));
  }

  private static String hint(Optional<ResourceName> nearest) {
    return nearest
        .map(name -> "; did you mean " + name.placeholder() + "?")
        .orElse("; Concepts.ListConcepts shows those that are");
  }

  private Optional<ResourceName> nearest(ResourceName wanted) {
    List<String> ids =
        view.withPrefix(wanted.parent() + "/concepts/").keySet().stream()
            .map(name -> ResourceName.parse(name).id())
            .toList();
    return NearestNames.nearest(wanted.id(), ids)
        .map(id -> ResourceName.concept(wanted.parent(), id));
  }

  private static boolean isTooLong(ResourceName name) {
    return name.id().length() > ResourceName.LONGEST_ID;
  }

  /** Of a placeholder that no concept can have, the beginning. */
  private static String displayed(ResourceName name) {
    return isTooLong(name)
        ? "<"
            + name.id()
                .codePoints()
                .limit(ResourceName.LONGEST_ID)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
            + "...>"
        : name.placeholder();
  }
}
