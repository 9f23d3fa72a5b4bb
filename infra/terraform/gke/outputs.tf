output "node_pools" {
  description = "Names of the node pools by pool"
  value       = { for name, pool in google_container_node_pool.gpu : name => pool.name }
}

output "node_selectors" {
  description = "nodeSelector of a pool of trainers or inference in the chart's values"
  value       = local.labels
}

output "tolerations" {
  description = "tolerations likewise; the chart adds that of nvidia.com/gpu where a pool has GPUs"
  value = {
    for name, pool in var.gpu_pools : name => pool.spot ? [{ key = "zoodip/spot", operator = "Exists", effect = "NoSchedule" }] : []
  }
}

output "node_service_account" {
  description = "Account of the machines"
  value       = google_service_account.node.email
}
