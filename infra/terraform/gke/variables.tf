variable "project" {
  description = "The project of the cluster"
  type        = string
}

variable "location" {
  description = "The cluster's region or zone"
  type        = string
}

variable "cluster_name" {
  description = "A GKE cluster (Standard) that is there"
  type        = string
}

variable "node_locations" {
  description = "Zones of the nodes; empty: the cluster's. Not every zone has every GPU"
  type        = list(string)
  default     = []
}

variable "gpu_pools" {
  description = "Node pools with NVIDIA GPUs. min_nodes and max_nodes are of all zones together"
  type = map(object({
    machine_type = string
    accelerator  = string
    gpus         = optional(number, 1)
    spot         = optional(bool, true)
    max_nodes    = optional(number, 10)
    disk_gib     = optional(number, 200)
  }))
  default = {
    l4 = { machine_type = "g2-standard-8", accelerator = "nvidia-l4" }
  }

  validation {
    condition     = alltrue([for pool in values(var.gpu_pools) : pool.gpus > 0 && pool.max_nodes > 0])
    error_message = "Each pool needs a GPU and a node."
  }
}

variable "labels" {
  description = "Of the machines, for bills"
  type        = map(string)
  default     = {}
}
