data "google_container_cluster" "this" {
  project  = var.project
  location = var.location
  name     = var.cluster_name
}

resource "google_service_account" "node" {
  project      = var.project
  account_id   = substr("zoodip-gpu-${var.cluster_name}", 0, 28)
  display_name = "GPU nodes of ${var.cluster_name}"
}

# logs, metrics and what else a node says about itself; images
resource "google_project_iam_member" "node" {
  for_each = toset(["roles/container.defaultNodeServiceAccount", "roles/artifactregistry.reader"])
  project  = var.project
  role     = each.key
  member   = google_service_account.node.member
}

locals {
  labels = {
    for name, pool in var.gpu_pools : name => {
      "zoodip/gpu"           = name
      "zoodip/capacity-type" = pool.spot ? "spot" : "on-demand"
    }
  }

  taints = {
    for name, pool in var.gpu_pools : name => merge(
      { "nvidia.com/gpu" = "present" },
      pool.spot ? { "zoodip/spot" = "present" } : {},
    )
  }
}

# GKE's autoscaler knows a pool's machine type, GPUs, labels and taints: it scales from zero without further words.
resource "google_container_node_pool" "gpu" {
  for_each       = var.gpu_pools
  project        = var.project
  location       = var.location
  cluster        = data.google_container_cluster.this.name
  name           = "zoodip-${each.key}"
  node_locations = length(var.node_locations) > 0 ? var.node_locations : null

  initial_node_count = 0

  autoscaling {
    total_min_node_count = 0
    total_max_node_count = each.value.max_nodes
    # wherever there is capacity
    location_policy = "ANY"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  node_config {
    machine_type    = each.value.machine_type
    spot            = each.value.spot
    disk_size_gb    = each.value.disk_gib
    disk_type       = "pd-balanced"
    service_account = google_service_account.node.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    labels          = local.labels[each.key]
    resource_labels = var.labels

    guest_accelerator {
      type  = each.value.accelerator
      count = each.value.gpus
      gpu_driver_installation_config {
        gpu_driver_version = "LATEST"
      }
    }

    dynamic "taint" {
      for_each = local.taints[each.key]
      content {
        key    = taint.key
        value  = taint.value
        effect = "NO_SCHEDULE"
      }
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    # the autoscaler's
    ignore_changes = [initial_node_count]
  }

  depends_on = [google_project_iam_member.node]
}
