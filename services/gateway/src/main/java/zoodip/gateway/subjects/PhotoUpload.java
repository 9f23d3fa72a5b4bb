package zoodip.gateway.subjects;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.jboss.logging.Logger;
import zoodip.gateway.calls.IdleStreams;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.UploadPhotosRequest;

/**
 * One call of UploadPhotos: photos arrive in chunks and are checked one by one. An upload that does
 * not go on for too long ends, and nothing of it stays.
 */
final class PhotoUpload implements StreamObserver<UploadPhotosRequest> {
  private static final Logger LOG = Logger.getLogger(PhotoUpload.class);

  private final SubjectStore subjects;
  private final SubjectPhotos photos;
  private final PhotoChecks checks;
  private final StreamObserver<Subject> caller;
  private final UploadStaging staging;
  private final IdleStreams idleStreams;
  private final IdleStreams.IdleTimer idleTimer;

  private Optional<ResourceName> subject = Optional.empty();
  private Optional<PhotoHeader> header = Optional.empty();
  private Optional<ArrivingPhoto> arriving = Optional.empty();
  private boolean ended;

  PhotoUpload(
      SubjectStore subjects,
      SubjectPhotos photos,
      PhotoChecks checks,
      IdleStreams idleStreams,
      StreamObserver<Subject> caller) {
    this.subjects = subjects;
    this.photos = photos;
    this.checks = checks;
    this.caller = caller;
    this.idleStreams = idleStreams;
    staging = checks.newStaging();
    idleTimer = idleStreams.watch(this::onIdle);
  }

  @Override
  public void onNext(UploadPhotosRequest message) {
    runOrEnd(() -> receive(message));
  }

  @Override
  public void onError(Throwable gone) {
    LOG.debug("The uploader is gone", gone);
    end();
  }

  @Override
  public void onCompleted() {
    runOrEnd(
        () -> {
          finishPhoto();
          Subject changed = photos.add(requireSubject(), staging.photos());
          end();
          caller.onNext(changed);
          caller.onCompleted();
        });
  }

  private void receive(UploadPhotosRequest message) {
    switch (message.getPartCase()) {
      case SUBJECT -> open(ResourceName.parse(message.getSubject()));
      case PHOTO -> begin(message.getPhoto());
      case CHUNK -> append(message.getChunk());
      case PART_NOT_SET -> throw outOfOrder("a message without a part");
    }
  }

  private void open(ResourceName name) {
    if (subject.isPresent()) {
      throw outOfOrder("a second subject");
    }
    subjects.get(name);
    subject = Optional.of(name);
  }

  private void begin(PhotoHeader next) {
    requireSubject();
    finishPhoto();
    checks.requireCount(staging.photos().size() + 1);
    NeutralCaptions.requireWords(next);
    header = Optional.of(next);
    arriving = Optional.of(staging.begin());
  }

  private void append(ByteString chunk) {
    PhotoHeader photo = header.orElseThrow(() -> outOfOrder("a chunk before a photo's header"));
    ArrivingPhoto file = arriving.orElseThrow();
    checks.requireBytes(photo, file.bytes() + chunk.size());
    file.append(chunk);
  }

  private void finishPhoto() {
    header.ifPresent(photo -> staging.add(checks.check(photo, arriving.orElseThrow())));
    header = Optional.empty();
    arriving = Optional.empty();
  }

  private ResourceName requireSubject() {
    return subject.orElseThrow(() -> outOfOrder("no subject in the first message"));
  }

  /** The caller's time does not run while its photos are looked at. */
  private synchronized void runOrEnd(Runnable step) {
    if (ended) {
      return;
    }
    idleTimer.pause();
    try {
      step.run();
      idleTimer.restart();
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  private synchronized void onIdle() {
    if (!ended) {
      end();
      caller.onError(idleStreams.failure("Nothing came of the upload").toStatus());
    }
  }

  private synchronized void end() {
    ended = true;
    idleTimer.close();
    staging.close();
  }

  private static ServiceException outOfOrder(String what) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "part",
        "The upload has %s; send the subject, then each photo's header and its chunks"
            .formatted(what));
  }
}
