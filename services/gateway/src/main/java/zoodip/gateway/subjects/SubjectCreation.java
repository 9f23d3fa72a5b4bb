package zoodip.gateway.subjects;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import zoodip.events.v1.SubjectManifest;
import zoodip.gateway.requests.Fingerprint;
import zoodip.gateway.requests.PromptWords;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Subject;

/**
 * Creates subjects. A request id is claimed first, with a small object of its own, because the
 * client may choose the subject's name and so the name alone does not tell a retry. A subject that
 * has no photos yet is there to be filled: who creates the same once more gets it.
 */
@ApplicationScoped
public class SubjectCreation {
  private static final String COLLECTION = "subjects";

  private final SubjectStore subjects;
  private final Storage storage;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public SubjectCreation(SubjectStore subjects, Storage storage) {
    this.subjects = subjects;
    this.storage = storage;
  }

  /**
   * @throws ServiceException ALREADY_EXISTS, REQUEST_ID_REUSED
   */
  Subject create(CreateSubjectRequest request) {
    SubjectManifest wanted = manifest(request);
    if (request.getValidateOnly()) {
      return preview(wanted);
    }
    boolean claimed = claim(request.getParent(), wanted);
    if (subjects.create(wanted)) {
      return wanted.getSubject();
    }
    SubjectManifest existing = subjects.get(ResourceName.parse(wanted.getSubject().getName()));
    if (isRetry(existing, wanted)) {
      return UploadedPhotos.shown(existing);
    }
    if (isUnfinished(existing, wanted)) {
      return takeOver(request.getParent(), wanted);
    }
    if (claimed) {
      release(request.getParent(), wanted.getRequestId());
    }
    throw taken(existing);
  }

  /**
   * Goes on with a subject that was created and got no photos, because whoever did that was cut
   * off: from now on it counts as made by this create.
   */
  private Subject takeOver(String parent, SubjectManifest wanted) {
    SubjectManifest after =
        subjects.update(
            ResourceName.parse(wanted.getSubject().getName()),
            now -> {
              if (!isRetry(now, wanted) && !isUnfinished(now, wanted)) {
                throw taken(now);
              }
              if (!now.getRequestId().equals(wanted.getRequestId())) {
                release(parent, now.getRequestId());
              }
              return now.toBuilder().setRequestId(wanted.getRequestId()).build();
            });
    return UploadedPhotos.shown(after);
  }

  /** Gives a request id back to be used for another create. */
  void release(String parent, String requestId) {
    if (!requestId.isEmpty()) {
      storage.delete(claimKey(parent, requestId));
    }
  }

  private Subject preview(SubjectManifest wanted) {
    ResourceName name = ResourceName.parse(wanted.getSubject().getName());
    if (!wanted.getRequestId().isEmpty()) {
      claimant(name.parent(), wanted.getRequestId()).ifPresent(claim -> requireSame(claim, wanted));
    }
    Optional<SubjectManifest> existing = subjects.find(name);
    existing
        .filter(subject -> !isRetry(subject, wanted) && !isUnfinished(subject, wanted))
        .ifPresent(
            subject -> {
              throw taken(subject);
            });
    return UploadedPhotos.shown(existing.orElse(wanted));
  }

  /** Whether the request id is claimed now and was not before. */
  private boolean claim(String parent, SubjectManifest wanted) {
    if (wanted.getRequestId().isEmpty()) {
      return false;
    }
    byte[] claim = wanted.getFingerprint().getBytes(StandardCharsets.UTF_8);
    if (storage.putIfAbsent(claimKey(parent, wanted.getRequestId()), claim, "text/plain")) {
      return true;
    }
    claimant(parent, wanted.getRequestId()).ifPresent(earlier -> requireSame(earlier, wanted));
    return false;
  }

  private Optional<String> claimant(String parent, String requestId) {
    return storage
        .find(claimKey(parent, requestId))
        .map(object -> new String(object.content(), StandardCharsets.UTF_8));
  }

  private static String claimKey(String parent, String requestId) {
    return ObjectKeys.createRequest(ResourceName.forCreate(parent, COLLECTION, requestId));
  }

  private static void requireSame(String claim, SubjectManifest wanted) {
    if (!claim.equals(wanted.getFingerprint())) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
          "request_id",
          "This request_id was used to create a subject with other contents; use a fresh one");
    }
  }

  private static boolean isRetry(SubjectManifest existing, SubjectManifest wanted) {
    return !wanted.getRequestId().isEmpty()
        && existing.getRequestId().equals(wanted.getRequestId())
        && existing.getFingerprint().equals(wanted.getFingerprint());
  }

  private static boolean isUnfinished(SubjectManifest existing, SubjectManifest wanted) {
    return existing.getPhotoKeysCount() == 0
        && existing.getFingerprint().equals(wanted.getFingerprint());
  }

  private static ServiceException taken(SubjectManifest existing) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_ALREADY_EXISTS,
        "subject_id",
        existing.getSubject().getName() + " exists already; choose another subject_id");
  }

  private SubjectManifest manifest(CreateSubjectRequest request) {
    return SubjectManifest.newBuilder()
        .setSubject(subject(request))
        .setRequestId(request.getRequestId())
        .setFingerprint(Fingerprint.of(contents(request)))
        .build();
  }

  private Subject subject(CreateSubjectRequest request) {
    Subject asked = request.getSubject();
    if (asked.getClassWord().isBlank()) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "subject.class_word",
          "A class word is needed, such as \"dog\": learning starts from its embedding");
    }
    Placeholders.first(asked.getClassWord())
        .ifPresent(
            name -> {
              throw ServiceException.invalid(
                  ErrorReason.ERROR_REASON_INVALID_REQUEST,
                  "subject.class_word",
                  "The class word names the concept %s: it is a word that the model knows already, such as \"dog\""
                      .formatted(name));
            });
    PromptWords.require("subject.class_word", "The class word", asked.getClassWord().strip());
    Timestamp now = Timestamps.fromMillis(clock.millis());
    boolean style = asked.getLearnableProperty() == LearnableProperty.LEARNABLE_PROPERTY_STYLE;
    return Subject.newBuilder()
        .setName(name(request).toString())
        .setClassWord(asked.getClassWord().strip())
        .setLearnableProperty(
            style
                ? LearnableProperty.LEARNABLE_PROPERTY_STYLE
                : LearnableProperty.LEARNABLE_PROPERTY_OBJECT)
        .setLiving(asked.getLiving())
        .setCreateTime(now)
        .setUpdateTime(now)
        .build();
  }

  private static ResourceName name(CreateSubjectRequest request) {
    return request.getSubjectId().isEmpty()
        ? ResourceName.forCreate(request.getParent(), COLLECTION, request.getRequestId())
        : ResourceName.subject(request.getParent(), request.getSubjectId());
  }

  private static CreateSubjectRequest contents(CreateSubjectRequest request) {
    return CreateSubjectRequest.newBuilder()
        .setParent(request.getParent())
        .setSubjectId(request.getSubjectId())
        .setSubject(
            Subject.newBuilder()
                .setClassWord(request.getSubject().getClassWord())
                .setLearnableProperty(request.getSubject().getLearnableProperty())
                .setLiving(request.getSubject().getLiving()))
        .build();
  }
}
