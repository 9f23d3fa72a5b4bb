variable "cluster_name" {
  description = "An EKS cluster that is there"
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the cluster. Several zones find more spot capacity"
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "At least one subnet is needed."
  }
}

variable "gpu_pools" {
  description = "Groups of machines with NVIDIA GPUs. Several types of a like GPU find more spot capacity; each type of a pool must have as many GPUs"
  type = map(object({
    instance_types = list(string)
    gpus           = optional(number, 1)
    spot           = optional(bool, true)
    max_nodes      = optional(number, 10)
    disk_gib       = optional(number, 200)
  }))
  default = {
    l4  = { instance_types = ["g6.xlarge", "g6.2xlarge", "g6.4xlarge"] }
    a10 = { instance_types = ["g5.xlarge", "g5.2xlarge", "g5.4xlarge"] }
  }

  validation {
    condition     = alltrue([for pool in values(var.gpu_pools) : length(pool.instance_types) > 0 && pool.gpus > 0 && pool.max_nodes > 0])
    error_message = "Each pool needs an instance type, a GPU and a node."
  }
}

variable "kubernetes_version" {
  description = "That of the control plane, such as 1.34; unset: the cluster's own"
  type        = string
  default     = null
}

variable "tags" {
  description = "Of everything that is made here"
  type        = map(string)
  default     = {}
}
