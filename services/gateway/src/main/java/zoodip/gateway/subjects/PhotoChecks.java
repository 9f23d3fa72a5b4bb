package zoodip.gateway.subjects;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import zoodip.events.v1.UploadedFile;
import zoodip.gateway.GatewayConfig;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.files.TemporaryFolder;
import zoodip.v1.ErrorReason;
import zoodip.v1.Photo;
import zoodip.v1.PhotoHeader;

/** Decodes photos to see that they are some; so many at a time that cores are left for others. */
@ApplicationScoped
public class PhotoChecks {
  private static final Logger LOG = Logger.getLogger(PhotoChecks.class);

  private final PhotoLimits limits;
  private final int maxCount;
  private final TemporaryFolder staging;
  private final Semaphore permits;

  @Inject
  public PhotoChecks(GatewayConfig config) {
    var photos = config.photos();
    limits = new PhotoLimits(photos.maxBytes(), photos.maxPixels(), photos.minSide());
    maxCount = photos.maxCount();
    staging = TemporaryFolder.open(photos.arrivalsFolder(), "arrivals");
    permits = new Semaphore(photos.concurrentChecks());
  }

  /** What a killed gateway left is swept when it starts again, not when photos come again. */
  void start(@Observes StartupEvent event) {
    LOG.debugf("Photos arrive in %s", staging.path());
  }

  @PreDestroy
  void close() {
    staging.close();
  }

  /** Where the photos of one upload wait for its end. */
  UploadStaging newStaging() {
    return new UploadStaging(staging.path());
  }

  /**
   * Looks at a photo that has come whole, and takes its metadata out of its file: the place where
   * it was taken is nobody's business.
   *
   * @throws ServiceException BAD_PHOTO
   */
  CheckedPhoto check(PhotoHeader header, ArrivingPhoto arrived) {
    arrived.end();
    try {
      permits.acquire();
      try {
        return strip(header, arrived);
      } finally {
        permits.release();
      }
    } catch (BadPhotoException e) {
      throw badPhoto(header, e.reason(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "The gateway is stopping; try again", e);
    }
  }

  private CheckedPhoto strip(PhotoHeader header, ArrivingPhoto arrived) {
    byte[] uploaded = arrived.content();
    Photos.Info seen = Photos.check(uploaded, limits);
    List<ByteBuffer> stored = Photos.withoutMetadata(uploaded, limits);
    Photo photo =
        Photo.newBuilder()
            .setFilename(header.getFilename())
            .setCaption(header.getCaption())
            .setSha256(Sha256.of(stored))
            .setWidth(seen.width())
            .setHeight(seen.height())
            .setSizeBytes(stored.stream().mapToLong(ByteBuffer::remaining).sum())
            .build();
    UploadedFile file =
        UploadedFile.newBuilder()
            .setSha256(Sha256.of(uploaded))
            .setSizeBytes(uploaded.length)
            .build();
    CheckedPhoto checked = new CheckedPhoto(photo, file, seen.format(), arrived.file());
    if (!checked.isAsUploaded()) {
      arrived.replace(stored);
    }
    return checked;
  }

  /**
   * Refuses a photo as soon as too many of its bytes have come.
   *
   * @throws ServiceException BAD_PHOTO
   */
  void requireBytes(PhotoHeader header, long bytes) {
    if (bytes > limits.maxBytes()) {
      throw badPhoto(
          header,
          BadPhotoException.Reason.TOO_MANY_BYTES,
          "more than %,d bytes; send a smaller or more compressed one"
              .formatted(limits.maxBytes()));
    }
  }

  /**
   * @throws ServiceException PHOTO_COUNT
   */
  void requireCount(int count) {
    if (count > maxCount) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PHOTO_COUNT,
          "A subject has at most %d photos; this would be %d".formatted(maxCount, count));
    }
  }

  private static ServiceException badPhoto(
      PhotoHeader header, BadPhotoException.Reason problem, String message) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BAD_PHOTO,
        "Photo '%s': %s".formatted(header.getFilename(), message),
        Map.of("filename", header.getFilename(), "problem", problem.name()));
  }
}
