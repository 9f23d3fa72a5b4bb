output "node_groups" {
  description = "Names of the node groups by pool"
  value       = { for name, group in aws_eks_node_group.gpu : name => group.node_group_name }
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

output "node_role_arn" {
  description = "Role of the machines"
  value       = aws_iam_role.node.arn
}
