package zoodip.gateway.subjects;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.SharedReads;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StoredDocuments;
import zoodip.platform.storage.StoredObject;
import zoodip.v1.ErrorReason;

/**
 * The subjects in the object store. A subject is what its manifest says; manifests are written
 * under a condition, so of two changes at the same time neither is lost.
 */
@ApplicationScoped
public class SubjectStore {
  private static final String JSON = "application/json";
  private static final int CONFLICTS = 50;

  private final Storage storage;
  private final StoredDocuments<SubjectManifest> manifests;
  private final SharedReads<ResourceName, Optional<SubjectManifest>> reads =
      new SharedReads<>(subject -> stored(subject).map(object -> parse(subject, object.content())));

  @Inject
  public SubjectStore(Storage storage) {
    this.storage = storage;
    manifests =
        new StoredDocuments<>(
            storage,
            (key, json) ->
                parse(
                    ResourceName.parse(
                        key.substring(0, key.length() - ObjectKeys.SUBJECT_MANIFEST.length())),
                    json));
  }

  public Optional<SubjectManifest> find(ResourceName subject) {
    return reads.get(subject);
  }

  /**
   * The subject of that name.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND
   */
  public SubjectManifest get(ResourceName subject) {
    return find(subject).orElseThrow(() -> missing(subject));
  }

  /**
   * The subject of that name, if it is the tenant's; whether others have it is not said.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND
   */
  public SubjectManifest get(String tenant, ResourceName subject) {
    if (!subject.parent().equals(tenant)) {
      throw missing(subject);
    }
    return get(subject);
  }

  /** All subjects of a tenant, in no order that means anything. */
  public List<SubjectManifest> list(String tenant) {
    return manifests.list(
        ObjectKeys.subjects(tenant), key -> key.endsWith(ObjectKeys.SUBJECT_MANIFEST));
  }

  /** Makes a subject; false leaves the one of that name as it is. */
  boolean create(SubjectManifest manifest) {
    ResourceName name = ResourceName.parse(manifest.getSubject().getName());
    return storage.putIfAbsent(ObjectKeys.subjectManifest(name), print(manifest), JSON);
  }

  /**
   * Changes a subject; the change is made anew on what a change at the same time left.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND, OVERLOADED if it changes all the time
   */
  SubjectManifest update(ResourceName subject, UnaryOperator<SubjectManifest> change) {
    for (int attempt = 0; attempt < CONFLICTS; attempt++) {
      StoredObject before = stored(subject).orElseThrow(() -> missing(subject));
      SubjectManifest after = change.apply(parse(subject, before.content()));
      if (storage.replace(ObjectKeys.subjectManifest(subject), print(after), JSON, before.etag())) {
        return after;
      }
    }
    throw new ServiceException(
        ErrorReason.ERROR_REASON_OVERLOADED,
        subject + " was changed by others " + CONFLICTS + " times meanwhile; try again");
  }

  /** Deletes the manifest first: what it names is invisible from then on. */
  void delete(ResourceName subject) {
    storage.delete(ObjectKeys.subjectManifest(subject));
    storage.deleteAll(ObjectKeys.subject(subject));
  }

  /** Whether an earlier delete, or an upload, that was cut off left objects without a manifest. */
  boolean hasLeftovers(ResourceName subject) {
    return !storage.list(ObjectKeys.subject(subject)).isEmpty();
  }

  static ServiceException missing(ResourceName subject) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        "There is no subject " + subject + "; Subjects.CreateSubject makes one");
  }

  private Optional<StoredObject> stored(ResourceName subject) {
    return storage.find(ObjectKeys.subjectManifest(subject));
  }

  private static byte[] print(SubjectManifest manifest) {
    try {
      return JsonFormat.printer().print(manifest).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Every manifest can be written as JSON", e);
    }
  }

  private static SubjectManifest parse(ResourceName subject, byte[] json) {
    try {
      SubjectManifest.Builder manifest = SubjectManifest.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), manifest);
      return manifest.build();
    } catch (InvalidProtocolBufferException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_DATA_LOSS, "The manifest of " + subject + " is damaged", e);
    }
  }
}
