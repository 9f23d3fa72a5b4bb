data "aws_eks_cluster" "this" {
  name = var.cluster_name
}

data "aws_iam_policy_document" "node" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "node" {
  name_prefix        = "zoodip-gpu-"
  assume_role_policy = data.aws_iam_policy_document.node.json
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset([
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryPullOnly",
  ])
  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_launch_template" "gpu" {
  for_each    = var.gpu_pools
  name_prefix = "zoodip-${each.key}-"

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size           = each.value.disk_gib
      volume_type           = "gp3"
      encrypted             = true
      delete_on_termination = true
    }
  }

  # pods have no business with the machine's credentials
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  tags = var.tags
}

resource "aws_eks_node_group" "gpu" {
  for_each        = var.gpu_pools
  cluster_name    = data.aws_eks_cluster.this.name
  node_group_name = "zoodip-${each.key}"
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  version         = coalesce(var.kubernetes_version, data.aws_eks_cluster.this.version)
  # has NVIDIA's driver and container toolkit; the device plugin comes from its own chart
  ami_type       = "AL2023_x86_64_NVIDIA"
  capacity_type  = each.value.spot ? "SPOT" : "ON_DEMAND"
  instance_types = each.value.instance_types
  labels         = merge(local.labels[each.key], { "nvidia.com/gpu.present" = "true" })

  launch_template {
    id      = aws_launch_template.gpu[each.key].id
    version = aws_launch_template.gpu[each.key].latest_version
  }

  scaling_config {
    min_size     = 0
    desired_size = 0
    max_size     = each.value.max_nodes
  }

  update_config {
    max_unavailable = 1
  }

  dynamic "taint" {
    for_each = local.taints[each.key]
    content {
      key    = taint.key
      value  = taint.value
      effect = "NO_SCHEDULE"
    }
  }

  lifecycle {
    # the autoscaler's
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.node]
  tags       = var.tags
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

  # What a node would have if there were one: cluster-autoscaler scales a group from zero by these alone. Tags of a node group do not
  # reach its autoscaling group by themselves.
  node_template = flatten([
    for name, pool in var.gpu_pools : concat(
      [
        { pool = name, key = "k8s.io/cluster-autoscaler/enabled", value = "true" },
        { pool = name, key = "k8s.io/cluster-autoscaler/${var.cluster_name}", value = "owned" },
        { pool = name, key = "k8s.io/cluster-autoscaler/node-template/resources/nvidia.com/gpu", value = tostring(pool.gpus) },
        { pool = name, key = "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage", value = "${pool.disk_gib}Gi" },
      ],
      [for key, value in local.labels[name] : { pool = name, key = "k8s.io/cluster-autoscaler/node-template/label/${key}", value = value }],
      [for key, value in local.taints[name] : { pool = name, key = "k8s.io/cluster-autoscaler/node-template/taint/${key}", value = "${value}:NoSchedule" }],
    )
  ])
}

resource "aws_autoscaling_group_tag" "node_template" {
  for_each               = { for tag in local.node_template : "${tag.pool} ${tag.key}" => tag }
  autoscaling_group_name = aws_eks_node_group.gpu[each.value.pool].resources[0].autoscaling_groups[0].name

  tag {
    key                 = each.value.key
    value               = each.value.value
    propagate_at_launch = false
  }
}
